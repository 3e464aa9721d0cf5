"""What people do with the bot, one module for each thing; which update comes to which is in `bot.application`."""
