import { registerEnumType } from 'type-graphql';

export const CustomerKind = { ORGANIZATION: 'ORGANIZATION', PERSON: 'PERSON' } as const;
export type CustomerKind = (typeof CustomerKind)[keyof typeof CustomerKind];
registerEnumType(CustomerKind, { name: 'CustomerKind', description: 'What kind of customer it is.' });

export const CustomerClass = { A: 'A', B: 'B', C: 'C' } as const;
export type CustomerClass = (typeof CustomerClass)[keyof typeof CustomerClass];
registerEnumType(CustomerClass, {
  name: 'CustomerClass',
  description: 'ABC classification by importance, `A` the most important.',
});

export const AddressKind = {
  BILLING: 'BILLING',
  SHIPPING: 'SHIPPING',
  OFFICE: 'OFFICE',
  PRIVATE: 'PRIVATE',
  OTHER: 'OTHER',
} as const;
export type AddressKind = (typeof AddressKind)[keyof typeof AddressKind];
registerEnumType(AddressKind, { name: 'AddressKind', description: 'What an address is used for.' });

export const PhoneKind = {
  OFFICE: 'OFFICE',
  MOBILE: 'MOBILE',
  FAX: 'FAX',
  SWITCHBOARD: 'SWITCHBOARD',
  PRIVATE: 'PRIVATE',
  OTHER: 'OTHER',
} as const;
export type PhoneKind = (typeof PhoneKind)[keyof typeof PhoneKind];
registerEnumType(PhoneKind, { name: 'PhoneKind', description: 'What a telephone number is used for.' });

export const EmailKind = {
  OFFICE: 'OFFICE',
  PRIVATE: 'PRIVATE',
  BILLING: 'BILLING',
  OTHER: 'OTHER',
} as const;
export type EmailKind = (typeof EmailKind)[keyof typeof EmailKind];
registerEnumType(EmailKind, { name: 'EmailKind', description: 'What an e-mail address is used for.' });
