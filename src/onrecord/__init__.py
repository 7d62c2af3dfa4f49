"""onrecord reads reports and keeps the record they carry."""
