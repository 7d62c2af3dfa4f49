"""Records -> what people and programs read: a card, a page, tables, frames. Pure: text in, text out."""
