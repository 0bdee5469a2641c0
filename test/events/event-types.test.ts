import { describeEventTypes, eventTypes } from '../../src/events/event-types.ts';
import { isScope } from '../../src/services/access/scopes.ts';

describe('the list of event types', () => {
  it('names for each the scope that receives it', () => {
    expect(describeEventTypes().filter(({ scope }) => !isScope(scope))).toEqual([]);
  });

  it('is sorted, so that a new one has one place', () => {
    expect(Object.keys(eventTypes)).toEqual(Object.keys(eventTypes).toSorted());
  });
});
