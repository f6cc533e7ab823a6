"""Parts of pages that know the salon: fields, forms, marks, ways to other pages."""
