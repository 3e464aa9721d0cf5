"""What the commands do, a module for each family; `opening` holds the steps that they share."""
