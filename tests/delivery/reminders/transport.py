"""A mail server that is down for a while."""

from django.core.mail.backends.locmem import EmailBackend


class SometimesDown(EmailBackend):
    down = False

    def send_messages(self, messages):
        if type(self).down:
            raise ConnectionRefusedError
        return super().send_messages(messages)
