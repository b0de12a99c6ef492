/** A key by what is printed on most keyboards: `KeyV` is V. */
export const keyName = (code: string): string =>
	code.replace(/^(Key|Digit)/, '').replace(/(?<=[a-z])(?=[A-Z0-9])/g, ' ');
