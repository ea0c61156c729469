// Vocabulary: values that are worked out when somebody first asks for them.

/** The value of `make`, made at the first call and never again. */
export function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
