import { Migration } from '@mikro-orm/migrations';

/** What entities cannot say: the counter of the numbers, and the rows that every installation begins with. */
export class Migration20261122000004_tickets extends Migration {
  override name = 'Migration20261122000004_tickets';

  override up(): void {
    // A sequence never draws a number twice and makes nobody wait; a ticket that is rolled back leaves a gap.
    this.addSql(`create sequence ticket_number_sequence`);
    this.addSql(
      `insert into ticket_numbering (id, version, pattern) values ('01930000-0000-7000-8000-000000000010', 1, '{year}-{seq:5}')`,
    );
    this.addSql(`
      insert into ticket_status (id, version, name, state, is_default, position) values
        ('01930000-0000-7000-8000-000000000001', 1, 'Open', 'OPEN', true, 1),
        ('01930000-0000-7000-8000-000000000002', 1, 'Pending', 'PENDING', true, 2),
        ('01930000-0000-7000-8000-000000000003', 1, 'On hold', 'ON_HOLD', true, 3),
        ('01930000-0000-7000-8000-000000000004', 1, 'Solved', 'SOLVED', true, 4),
        ('01930000-0000-7000-8000-000000000005', 1, 'Closed', 'CLOSED', true, 5),
        ('01930000-0000-7000-8000-000000000006', 1, 'Rejected', 'REJECTED', true, 6)`);
  }

  override down(): void {
    this.addSql(`delete from ticket_status where id::text like '01930000-0000-7000-8000-00000000000_'`);
    this.addSql(`delete from ticket_numbering`);
    this.addSql(`drop sequence ticket_number_sequence`);
  }
}
