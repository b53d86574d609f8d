"""What a file may hold, judged in a process of its own: `python -m courses.handouts.judging pdf <in >out`.

Nothing here imports Django or the site: the process that reads a stranger's file knows no secret and no database.
"""
