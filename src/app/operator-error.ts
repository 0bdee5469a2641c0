/** Something that whoever runs Kontor can put right. The message says what, where and how; a stack would only hide it. */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError';
}
