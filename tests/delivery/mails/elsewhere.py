"""The mails that go to an address, often of nobody with an account: which test says to whom, and what they hold.

Each has a link that is for whoever holds it, so the access table says nothing of them.
"""

INVITING = "tests/standing/test_inviting.py"
ASKING = "tests/groups/enquiries/test_asking.py"
DECIDING = "tests/groups/enquiries/test_deciding.py"
EVERY_MAIL = "tests/delivery/test_every_mail.py"
OF_EVERY_MAIL = (EVERY_MAIL, "test_a_mail_waits_for_the_worker_and_leaves_marked_as_a_machines")

# Kind -> its file and the name of the test.
ELSEWHERE = {
    "address_changed": (
        "tests/standing/test_whose_account_it_is.py",
        "test_she_is_told_of_each_step_at_the_addresses_of_before_it",
    ),
    "confirm_address": OF_EVERY_MAIL,
    "enquiry_closing": (DECIDING, "test_a_decline_is_kind_and_the_words_go_with_its_mail"),
    "enquiry_confirm": (ASKING, "test_sending_mails_a_link_and_forgets_the_answers"),
    "enquiry_news": (DECIDING, "test_a_place_is_offered_and_answered_by_the_link"),
    "invitation": (INVITING, "test_the_mail_holds_the_link_and_no_name_of_a_third_person"),
    # What a library writes.
    "letter": OF_EVERY_MAIL,
    "new_password": OF_EVERY_MAIL,
    # Of several reminders at once; of one, it is below by the name of the reminder.
    "reminders": (
        "tests/delivery/reminders/test_one_mail_a_day.py",
        "test_several_things_are_one_mail_that_says_only_that_they_wait",
    ),
}
