import { getNamedType, isObjectType } from 'graphql';
import { encodeId } from '../../../src/shared/ids.ts';
import type { Fill } from './operations.ts';
import type { House, Owner } from './seeds.ts';

/** Fills what an input requires with records that the viewer reaches, so that only the place in question decides. */
export function fillFrom(own: Owner, house: House): Fill {
  const known: Record<string, string> = { ...house, ...own.ids };
  if (own.partnerId) known['Partner'] = own.partnerId;

  return (name, type, field) => {
    switch (type.name) {
      case 'ID':
        return JSON.stringify(idFor(name, field));
      case 'Int':
      case 'Float':
        return '1';
      case 'Boolean':
        return 'true';
      case 'DateTime':
        return '"2026-11-22T09:30:00Z"';
      case 'Date':
        return '"2026-11-22"';
      case 'Decimal':
        return '"1.00"';
      case 'Duration':
        return '"PT1H"';
      case 'CurrencyCode':
        return '"EUR"';
      case 'JSON':
        return '{}';
      default:
        return name === 'integration' ? '"erp"' : '"plain"';
    }
  };

  function idFor(name: string, field: Parameters<Fill>[2]): string {
    const answered = getNamedType(field.type);
    const inPayload = isObjectType(answered)
      ? Object.values(answered.getFields()).map((each) => getNamedType(each.type).name)
      : [];
    const named = name.replace(/Ids?$/, '').replace(/^./, (letter) => letter.toUpperCase());
    const type =
      [named, `Ticket${named}`, answered.name, ...inPayload, 'Customer'].find((each) => known[each]) ??
      'Customer';
    return encodeId(type, known[type] ?? '');
  }
}
