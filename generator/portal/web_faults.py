"""Why something on the web cannot be had, in the words of people: the name of the words, and their values."""

from __future__ import annotations

import socket
import ssl
from http.client import HTTPException, IncompleteRead

_GONE, _CLOSED = (404, 410), (401, 403, 407, 451)
_MANY = 429  # RFC 6585 §4
_FAILED = 500  # and what follows: the server, not the question (RFC 9110 §15.6)
_EXPIRED, _EARLY, _OTHER_HOST = 10, 9, 62  # X509_V_ERR_… of OpenSSL
_NAME_SERVERS = (socket.EAI_AGAIN, socket.EAI_FAIL)  # they failed, whatever the name (RFC 3493 §6.1)
_UNKNOWN_ISSUERS = (18, 19, 20, 21)

# What each error is called; the first that holds.
_ERRORS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((socket.gaierror, UnicodeError), "web_no_name"),
    ((TimeoutError,), "web_silent"),
    ((ConnectionRefusedError,), "web_refused"),
    ((ssl.SSLError,), "web_no_tls"),
    ((ConnectionError, IncompleteRead), "web_cut"),
    ((HTTPException, ValueError), "web_no_http"),
    ((Exception,), "web_down"),
)


class WebFault(Exception):
    """Something on the web cannot be had: its words by name, and their values. ``answered``: by a server, with a number."""

    def __init__(self, words: str, *, answered: bool = False, **values: str) -> None:
        super().__init__(words, values)
        self.words = words
        self.answered = answered
        self.values = values
        self.address = ""  # what was asked for, where one question of several failed


def fault_of_status(status: int) -> WebFault:
    """The fault that a server answers with a number."""
    if status in _GONE:
        words = "web_absent"
    elif status in _CLOSED:
        words = "web_closed"
    else:
        words = "web_failed" if may_pass(status) else "web_status"
    return WebFault(words, answered=True, status=str(status))


def may_pass(status: int) -> bool:
    """True for an answer that may be another one a moment later."""
    return status == _MANY or status >= _FAILED


def fault_of_error(error: Exception, host: str, seconds: float) -> WebFault:
    """The fault that a question ended with an error; an answer is waited for so many seconds."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _of_certificate(error, host)
    if isinstance(error, socket.gaierror) and error.errno in _NAME_SERVERS:
        return WebFault("web_name_silent", host=host)
    reason = str(getattr(error, "strerror", "") or type(error).__name__)[:120]
    words = next(words for kinds, words in _ERRORS if isinstance(error, kinds))
    return WebFault(words, host=host, seconds=f"{seconds:.0f}", reason=reason)


def _of_certificate(error: ssl.SSLCertVerificationError, host: str) -> WebFault:
    code = error.verify_code
    if code in (_EXPIRED, _EARLY):
        return WebFault("web_certificate_over" if code == _EXPIRED else "web_certificate_early")
    if code == _OTHER_HOST:
        return WebFault("web_certificate_host", host=host)
    if code in _UNKNOWN_ISSUERS:
        return WebFault("web_certificate_issuer")
    return WebFault("web_certificate", reason=error.verify_message)
