// Reads { document, samples: [{ schema, value }] } and prints what is wrong: nothing when the document is OpenAPI 3.1 and each sample is
// as its schema says.
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { text } from "node:stream/consumers";

const { document, samples } = JSON.parse(await text(process.stdin));
const result = await new Validator().validate(structuredClone(document));
if (!result.valid) {
  console.log(`document: ${JSON.stringify(result.errors)}`);
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: "api", components: document.components });
for (const { schema, value } of samples) {
  if (!ajv.validate({ $ref: `api#/components/schemas/${schema}` }, value)) {
    console.log(`${schema}: ${ajv.errorsText()}`);
  }
}
