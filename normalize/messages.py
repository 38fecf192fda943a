"""Messages of this stage: code -> (中文, English)."""

MESSAGES: dict[str, tuple[str, str]] = {}
