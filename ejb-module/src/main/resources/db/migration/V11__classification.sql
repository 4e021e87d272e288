-- How sure the class is of a document that was only to be classified; nothing else of it is kept.
alter table job add column class_confidence double precision check (class_confidence between 0 and 1);
