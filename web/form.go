package web

// FieldError says what is wrong with one field of a form and how to mend it.
type FieldError struct {
	Field string // name of the field; empty: the form as a whole
	Key   string // locale key of the message
	Args  []any  // pairs of placeholder and value
	// Detail says more to those who read English, such as what stands in a cell
	// of a file; empty: nothing.
	Detail string
}

// FormErrors are the faults of a submitted form, in the order of its fields.
type FormErrors []FieldError

// For returns the first fault of a field, or nil.
func (e FormErrors) For(field string) *FieldError {
	for i := range e {
		if e[i].Field == field {
			return &e[i]
		}
	}
	return nil
}
