import { Extensions, Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../shared/scalars.ts';

export const ViewerKind = {
  STAFF: 'STAFF',
  SERVICE: 'SERVICE',
  PARTNER: 'PARTNER',
  CUSTOMER: 'CUSTOMER',
} as const;
export type ViewerKind = (typeof ViewerKind)[keyof typeof ViewerKind];
registerEnumType(ViewerKind, {
  name: 'ViewerKind',
  description: 'As what a credential comes, which decides whom it reaches.',
  valuesConfig: {
    STAFF: { description: 'One of our agents; reaches all customers.' },
    SERVICE: { description: 'A program of ours; reaches all customers.' },
    PARTNER: { description: 'A partner; reaches the customers assigned to it.' },
    CUSTOMER: { description: 'A customer; reaches only itself.' },
  },
});

/** The GraphQL type of `services/access/viewer`: what a credential may ask about itself. */
@Extensions({ scope: 'none' })
@ObjectType('Viewer', {
  description: 'Whoever this request comes from: its credential.',
  simpleResolvers: true,
})
export class ViewerType {
  @Field(() => ViewerKind, { description: 'Decides whom it reaches.' })
  kind!: ViewerKind;

  @Field(() => String, { description: 'What the credential is called.' })
  name!: string;

  @Field(() => DateTime, { nullable: true, description: 'When the credential ends; null: never.' })
  expiresAt!: Date | null;
}
