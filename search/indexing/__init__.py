"""What of an entry can be found, and the index that holds it: opened, built, updated."""
