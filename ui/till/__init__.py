"""The till: bills, what is paid for them and how, what is still the client's."""
