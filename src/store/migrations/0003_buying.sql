-- What kind of support a brief asks for: it says which streams may pay, and becomes the agreement's category.
ALTER TABLE brief ADD COLUMN category TEXT NOT NULL DEFAULT 'personal-care';
CREATE INDEX visit_share_by_payment ON visit_share(payment_id);
CREATE INDEX payment_of_run ON payment(run_id);
