import { ArgsType, Field, ID } from 'type-graphql';
import { ExternalReferenceInput } from '../external-reference.ts';

@ArgsType()
export class DocumentKeyArguments {
  @Field(() => ID, { nullable: true, description: 'By global id.' })
  id?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'By number; where several documents of the kind have it, the newest.',
  })
  number?: string | null;

  @Field(() => ExternalReferenceInput, { nullable: true, description: 'By its id in another system.' })
  reference?: ExternalReferenceInput | null;
}

@ArgsType()
export class ProductKeyArguments {
  @Field(() => ID, { nullable: true, description: 'By global id.' })
  id?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'By product number; where several products have it, the one whose name comes first.',
  })
  productNumber?: string | null;

  @Field(() => ExternalReferenceInput, { nullable: true, description: 'By its id in another system.' })
  reference?: ExternalReferenceInput | null;
}
