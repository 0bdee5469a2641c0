import { ArgsType, Extensions, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { IngressMessageStatus } from '../../entities/integrations/enums.ts';
import { IngressMessage } from '../../entities/integrations/ingress-message.ts';
import { Integration } from '../../entities/integrations/integration.ts';
import { DateTime } from '../../shared/scalars.ts';
import { ConnectionArguments, connectionOf } from '../connection.ts';
import { Payload } from '../user-error.ts';
import { IntegrationInput } from './inputs.ts';

const scope = 'integrations:read';

export const IngressMessageConnection = connectionOf('IngressMessage', () => IngressMessage, scope);

@Extensions({ scope })
@ObjectType({
  description: 'Where another system posts messages to, and how far they are.',
  simpleResolvers: true,
})
export class IngressState {
  @Field(() => String, {
    description: 'Path to post to: `/ingress/pbx/<urlSecret>`, with the value of that secret option in it.',
  })
  path!: string;

  @Field(() => Int, { description: 'Messages that are acknowledged and not handled yet.' })
  waiting!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when the oldest of them waits; null when none does.',
  })
  waitingSince!: string | null;

  @Field(() => Int, { description: 'Messages that could not be handled, and wait for you.' })
  setAside!: number;
}

@InputType({ description: 'Which messages.' })
export class IngressMessageFilterInput {
  @Field(() => IngressMessageStatus, { nullable: true, description: 'Of this status.' })
  status?: IngressMessageStatus | null;
}

@ArgsType()
export class IngressMessagesArguments extends ConnectionArguments {
  @Field(() => IngressMessageFilterInput, {
    nullable: true,
    description: 'Which messages; all that are kept if omitted. The newest first.',
  })
  filter?: IngressMessageFilterInput | null;
}

@InputType({ description: 'Messages that were set aside.' })
export class SetAsideMessagesInput extends IntegrationInput {
  @Field(() => [ID], { nullable: true, description: 'Only these; all of the integration’s if omitted.' })
  messageIds?: string[] | null;
}

@Extensions({ scope: 'none' })
@ObjectType({ description: 'What came of messages that were set aside.', simpleResolvers: true })
export class SetAsideMessagesPayload extends Payload {
  @Extensions({ scope })
  @Field(() => Integration, { nullable: true, description: 'The integration as it is now; null if refused.' })
  integration?: object | null;

  @Extensions({ scope })
  @Field(() => Int, { nullable: true, description: 'How many it was done with; null if refused.' })
  count?: number | null;
}
