"""Running the program: its log, its checks on itself, how it starts and stops."""
