import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { Integration } from '../integrations/integration.ts';
import { CommercialDocument } from './commercial-document.ts';
import type { DocumentLinkKind } from './enums.ts';

/** That one document came from another. The later document names the earlier by the ERP's id, delivered or not. */
@Entity({ tableName: 'document_link' })
@Index({ properties: ['from', 'kind', 'to'] })
@Index({
  name: 'document_link_pending_index',
  expression:
    'create index "document_link_pending_index" on "document_link" (integration_id, kind, from_external_id) where from_id is null',
})
export class DocumentLink {
  @ManyToOne({ entity: () => CommercialDocument, primary: true, deleteRule: 'cascade' })
  to!: Rel<CommercialDocument>;

  @PrimaryKey({ type: 'text' })
  kind!: DocumentLinkKind;

  @PrimaryKey({ type: 'text' })
  fromExternalId!: string;

  @ManyToOne({ entity: () => Integration, primary: true, deleteRule: 'restrict' })
  integration!: Rel<Integration>;

  /** Null until the earlier document has been delivered, too. */
  @ManyToOne({ entity: () => CommercialDocument, nullable: true, deleteRule: 'cascade' })
  from: Rel<CommercialDocument> | null = null;
}
