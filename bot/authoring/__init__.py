"""Tools for authors and CI: proving keys, judging the bank, templates, previews. The running bot never loads them."""
