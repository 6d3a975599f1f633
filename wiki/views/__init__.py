"""One function for each address: fetch, check the shape, call one thing, answer. Views never write."""
