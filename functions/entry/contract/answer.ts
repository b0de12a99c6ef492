/** What a visitor gets from an entry, whichever it is. */
export interface Answer {
	readonly status: number;
	/** Names in lower case; without `set-cookie`. */
	readonly headers: Readonly<Record<string, string>>;
	/** Each with its attributes. */
	readonly cookies: readonly string[];
	readonly text: string;
}

export async function answerOfResponse(response: Response): Promise<Answer> {
	const { 'set-cookie': _, ...headers } = Object.fromEntries(response.headers);
	return { status: response.status, headers, cookies: response.headers.getSetCookie(), text: await response.text() };
}
