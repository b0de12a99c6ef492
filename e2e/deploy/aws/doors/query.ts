/** Answers of the services that are asked by forms, and answer in XML. */
import type { Refusal } from '../refusal.ts';
import type { Answer } from './call.ts';
import { type Content, toXml } from './xml.ts';

const ID = '00000000-0000-0000-0000-000000000000';
const metadata = toXml({ ResponseMetadata: { RequestId: ID } });

export const queryAnswer = (namespace: string, operation: string, result: Content): Answer => ({
	...{ status: 200, type: 'text/xml' },
	body: `<${operation}Response xmlns="${namespace}"><${operation}Result>${toXml(result)}</${operation}Result>${metadata}</${operation}Response>`,
});

export const queryRefusal = ({ code, message, status }: Refusal): Answer => ({
	...{ status, type: 'text/xml' },
	body: toXml({ ErrorResponse: { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: ID } }),
});
