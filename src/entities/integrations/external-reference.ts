import type { Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Integration } from './integration.ts';

/** Which record of ours is which record of another system, and what was last delivered of it. */
@Entity({ tableName: 'external_reference' })
@Index({ properties: ['recordId'] })
export class ExternalReference {
  @ManyToOne({ entity: () => Integration, primary: true, deleteRule: 'restrict' })
  integration!: Rel<Integration>;

  /** GraphQL type name: `Customer`, `Invoice`. */
  @PrimaryKey({ type: 'text' })
  recordType!: string;

  @PrimaryKey({ type: 'text' })
  externalId!: string;

  /** Raw uuid of our record. */
  @Property({ type: 'uuid' })
  recordId!: string;

  /** Since when the other system delivers it: of several, the first is in charge of its master data. */
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  linkedAt!: Date;

  /** SHA-256 of the record as delivered: an unchanged record is neither written nor announced. */
  @Property({ type: 'blob', nullable: true })
  contentHash: Uint8Array | null = null;

  /** When the other system says it changed it. */
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  sourceUpdatedAt: Date | null = null;

  /** When it was last delivered, changed or not. */
  @Property({ type: 'timestamptz', length: 6 })
  fetchedAt!: Date;

  /** Of the last list of all its records that the other system gave and that has it: when it was begun. */
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  listedAt: Date | null = null;

  /** When the other system said that it is gone. */
  @Property({ type: 'timestamptz', length: 6, nullable: true })
  deletedAt: Date | null = null;
}
