"""What keeps the bot running: updates taken in and dealt with, its one port, its health and its figures."""
