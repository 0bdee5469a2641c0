import { Extensions, Field, ObjectType, registerEnumType } from 'type-graphql';
import { DomainErrorCode, domainErrorDescriptions } from '../shared/errors.ts';

registerEnumType(DomainErrorCode, {
  name: 'UserErrorCode',
  description: 'Why a mutation was refused. The same table stands in docs/errors.md.',
  valuesConfig: Object.fromEntries(
    Object.entries(domainErrorDescriptions).map(([code, description]) => [code, { description }]),
  ),
});

@Extensions({ scope: 'none' })
@ObjectType({ description: 'An expected refusal: nothing was changed.', simpleResolvers: true })
export class UserError {
  @Field(() => DomainErrorCode, { description: 'For programs.' })
  code!: DomainErrorCode;

  @Field(() => String, { description: 'For people: what is wrong and what would be right.' })
  message!: string;

  @Field(() => [String], { description: 'Path to the faulty value in `input`; empty when none is to blame.' })
  field!: readonly string[];
}

/** What every mutation's payload has beside its record. */
@ObjectType({ simpleResolvers: true })
export abstract class Payload {
  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors?: readonly UserError[];
}
