/** XML as AWS's query services write it: a list is a `member` each. */

export type Content =
	| string
	| number
	| boolean
	| Date
	| null
	| readonly Content[]
	| { readonly [name: string]: Content };

export function toXml(content: Content): string {
	if (content === null) return '';
	if (content instanceof Date) return content.toISOString();
	if (Array.isArray(content)) return content.map((each) => `<member>${toXml(each)}</member>`).join('');
	if (typeof content !== 'object') return withoutMarks(String(content));
	return Object.entries(content)
		.filter(([, value]) => value !== null)
		.map(([name, value]) => `<${name}>${toXml(value)}</${name}>`)
		.join('');
}

/** Elements of one name, one after the other, as S3 writes lists. */
export const each = (name: string, contents: readonly Content[]): string =>
	contents.map((content) => `<${name}>${toXml(content)}</${name}>`).join('');

/** What XML would take for itself. */
const withoutMarks = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
