import { ArgsType, Extensions, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { ApiKey } from '../../entities/access/api-key.ts';
import { DateTime } from '../../shared/scalars.ts';
import { ConnectionArguments, connectionOf, SortDirection } from '../connection.ts';
import { ExternalReferenceInput } from '../external-reference.ts';
import { Payload } from '../user-error.ts';

export const ApiKeyConnection = connectionOf('ApiKey', () => ApiKey, 'access:admin');

export const ApiKeyStatus = { ACTIVE: 'ACTIVE', EXPIRED: 'EXPIRED', REVOKED: 'REVOKED' } as const;
export type ApiKeyStatus = (typeof ApiKeyStatus)[keyof typeof ApiKeyStatus];
registerEnumType(ApiKeyStatus, {
  name: 'ApiKeyStatus',
  description: 'Whether an API key works.',
  valuesConfig: {
    ACTIVE: { description: 'It works, as long as the agent or partner it stands for is active.' },
    EXPIRED: { description: 'Its time is over.' },
    REVOKED: { description: 'It was taken back.' },
  },
});

export const ApiKeyOrderField = { CREATED_AT: 'CREATED_AT', NAME: 'NAME' } as const;
export type ApiKeyOrderField = (typeof ApiKeyOrderField)[keyof typeof ApiKeyOrderField];
registerEnumType(ApiKeyOrderField, {
  name: 'ApiKeyOrderField',
  description: 'What API keys are ordered by.',
  valuesConfig: {
    CREATED_AT: { description: 'When it was created.' },
    NAME: { description: 'Name, in any case.' },
  },
});

@InputType({ description: 'Order of API keys.' })
export class ApiKeyOrder {
  @Field(() => ApiKeyOrderField, { description: 'By what.' })
  field!: ApiKeyOrderField;

  @Field(() => SortDirection, { description: 'In which direction.' })
  direction!: SortDirection;
}

@InputType({ description: 'Which API keys; conditions are joined with AND.' })
export class ApiKeyFilterInput {
  @Field(() => ApiKeyStatus, { nullable: true, description: 'In this status.' })
  status?: ApiKeyStatus | null;

  @Field(() => ID, { nullable: true, description: 'Standing for this agent.' })
  agentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Standing for this partner.' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Standing for this customer.' })
  customerId?: string | null;
}

@ArgsType()
export class ApiKeysArguments extends ConnectionArguments {
  @Field(() => ApiKeyFilterInput, { nullable: true, description: 'Which keys; all if omitted.' })
  filter?: ApiKeyFilterInput | null;

  @Field(() => ApiKeyOrder, { nullable: true, description: 'Newest first if omitted.' })
  orderBy?: ApiKeyOrder | null;
}

@InputType({
  description:
    'A new API key. It stands for an agent (staff), a partner or a customer, at most one of them; for a service if none is given.',
})
export class CreateApiKeyInput {
  @Field(() => String, { description: "What it is for; the actor's name in the event log." })
  name!: string;

  @Field(() => [String], {
    description:
      'What it may do: `customers:read`; `customers:*` for an area, `all` for everything such a key may have. ' +
      'Not more than your own credential.',
  })
  scopes!: string[];

  @Field(() => ID, { nullable: true, description: 'The agent it acts as.' })
  agentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The partner: the key reaches only its customers.' })
  partnerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The customer: the key reaches only this one.' })
  customerId?: string | null;

  @Field(() => ExternalReferenceInput, {
    nullable: true,
    description: 'The customer by its id in another system.',
  })
  customerReference?: ExternalReferenceInput | null;

  @Field(() => DateTime, { nullable: true, description: 'When it stops working; never if omitted.' })
  expiresAt?: Date | null;
}

@InputType({ description: 'Which API key to take back.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: "The key's id." })
  id!: string;
}

@Extensions({ scope: 'access:admin' })
@ObjectType({ description: 'The new API key.', simpleResolvers: true })
export class CreateApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'Null if it was refused.' })
  apiKey?: object | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The key itself, shown this once: it is not stored. Null if it was refused, and in the answer to a repeated `Idempotency-Key`.',
  })
  key?: string | null;
}

@Extensions({ scope: 'access:admin' })
@ObjectType({ description: 'The API key as it is now.', simpleResolvers: true })
export class RevokeApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'Null if it was refused.' })
  apiKey?: object | null;
}
