/** The operations that GraphiQL opens with, one a tab. A test checks them against the schema. */
export const examples: readonly string[] = ['query Who { __typename }'];
