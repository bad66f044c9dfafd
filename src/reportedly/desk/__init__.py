"""The desk: web pages to read, judge and publish the account in, and the API, as one application."""
