import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A record by its id in another system, instead of its Kontor id.' })
export class ExternalReferenceInput {
  @Field(() => String, { description: 'Name of the integration: `erp`.' })
  integration!: string;

  @Field(() => String, { description: "The record's id there." })
  externalId!: string;
}
