"""What notes and running text cite, and what shortened references stand for."""
