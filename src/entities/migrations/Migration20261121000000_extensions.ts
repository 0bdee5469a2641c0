import { Migration } from '@mikro-orm/migrations';

/**
 * What the search needs of PostgreSQL's own extensions. `pg_trgm` is a trusted one: whoever may create objects in
 * the database may install it, so a managed PostgreSQL needs no superuser for it (docs/search.md).
 */
export class Migration20261121000000_extensions extends Migration {
  override name = 'Migration20261121000000_extensions';

  override up(): void {
    this.addSql(`create extension if not exists pg_trgm`);
  }

  override down(): void {
    this.addSql(`drop extension pg_trgm`);
  }
}
