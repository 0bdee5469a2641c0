/** Every resolver class of the schema: a new one is one line here. */
export const resolvers = [] as const;
