"""The only writers: one function for each thing that a person does."""
