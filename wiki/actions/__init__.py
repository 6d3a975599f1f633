"""The only writers: one function for each thing that a person does.

`by` is the user who does it. Each function raises NotAllowed if they may not, and Refused without a reason
that must be given; docstrings name the other errors. After an error nothing is written.
"""
