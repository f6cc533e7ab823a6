"""The till: bills, how they are paid, and what was given back."""
