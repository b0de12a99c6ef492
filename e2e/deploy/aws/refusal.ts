/**
 * AWS does not do what it was asked for. In its own words, as far as they are known: an operator has to recognise them.
 */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	/** As AWS's SDKs name the error. */
	readonly code: string;
	readonly status: number;
	constructor(code: string, message: string, status = 400) {
		super(message);
		this.code = code;
		this.status = status;
	}
}

export const invalid = (message: string): Refusal => new Refusal('ValidationError', message);
