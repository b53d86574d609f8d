"""A photograph, drawn again pixel by pixel in a process of its own: `python -m courses.pictures.raster photograph`."""
