"""The shape of what people type. A form never saves."""
