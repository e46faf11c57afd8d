"""From clips to tracks: landmarks recorded once and kept."""
