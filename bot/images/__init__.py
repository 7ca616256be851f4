"""Pictures: values in, PNG out. Only a process of its own ever loads the drawing library."""
