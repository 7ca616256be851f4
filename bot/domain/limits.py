"""Discord's limits.

Source: Discord's API documentation (Message, Embed, Component, Modal, Application Command and Rate Limits
pages, as of August 2026); SECTION_TEXTS and GALLERY_ITEMS as discord.py 2.7 enforces them. Lengths are in
characters.
"""

MESSAGE_TEXT = 2000
NONCE = 25
FILE_BYTES = 10 * 1024 * 1024
FILES = 10
"""Attachments of one message."""
REQUEST_BYTES = 25 * 1024 * 1024
ALT_TEXT = 1024

V2_TEXT = 4000
"""All text displays of one Components V2 message together."""
V2_COMPONENTS = 40
"""Nested ones included."""
SECTION_TEXTS = 3
GALLERY_ITEMS = 10

EMBEDS = 10
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
EMBED_FIELDS = 25
EMBED_FIELD_NAME = 256
EMBED_FIELD_VALUE = 1024
EMBED_FOOTER = 2048
EMBED_AUTHOR = 256
EMBED_TOTAL = 6000

ROWS = 5
"""Action rows of a message without Components V2."""
BUTTONS_PER_ROW = 5
CUSTOM_ID = 100
BUTTON_LABEL = 80
BUTTON_LABEL_ADVISED = 34
SELECT_OPTIONS = 25
SELECT_TEXT = 100
"""Label, value and description of an option, each."""
SELECT_PLACEHOLDER = 150

MODAL_TITLE = 45
MODAL_COMPONENTS = 5
MODAL_LABEL = 45
MODAL_DESCRIPTION = 100
TEXT_INPUT = 4000
TEXT_INPUT_PLACEHOLDER = 100
RADIO_OPTIONS = (2, 10)
"""At least, at most."""
CHECKBOX_OPTIONS = (1, 10)

COMMANDS = 100
COMMAND_NAME = 32
COMMAND_DESCRIPTION = 100
COMMAND_OPTIONS = 25
COMMAND_CHOICES = 25
COMMAND_TOTAL = 8000
AUTOCOMPLETE_CHOICES = 25
CHOICE_NAME = 100

THREAD_NAME = 100
ROLE_NAME = 100

ACKNOWLEDGE_SECONDS = 3
TOKEN_SECONDS = 15 * 60
REQUESTS_PER_SECOND = 50
"""One bot, all processes; interaction endpoints are exempt."""
INVALID_REQUESTS = 10_000
"""401, 403 and 429 responses per ten minutes, then the address is banned."""
