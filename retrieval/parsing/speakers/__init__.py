"""Who speaks in a sentence: whose words it gives, leads to or follows on."""
