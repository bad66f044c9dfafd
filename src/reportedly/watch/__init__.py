"""Watching folders and feeds: what is new comes into the database by itself, and the account follows.

addresses    which addresses may be fetched from
door         every connection goes to an address that was looked up and judged first
fetching     one request, bounded in time and bytes
pace         how often a host is asked, and how long it is left alone after it failed
manners      requests with redirects, robots.txt and the pace of each host
feeds        what the entries of a feed come to
pages        what a page that was fetched comes to
folders      which files of a folder are new and fully written
webhook      telling another program which findings changed
watcher      the rounds: fetch, take in, bring the account up to date, tell
"""
