/*
 * What an XML signature costs libxmlsec1, the C library, on the same document as ours.
 *
 *   xmlsec-verify document.xml idp-public-key.pem [our-private-key.pem]
 *
 * For each number N on standard input it does N times, and prints the CPU microseconds of all N:
 *   parse the document (from memory), decrypt its EncryptedData if a private key was given, register ID attributes, find the first
 *   Signature, verify it with the key given (KeyInfo is not read), and free everything.
 * Keys are read once. It does less than our engine: no base64 of the form field, no rules against wrapping, no facts read, no checks
 * of time, audience or recipient.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlenc.h>
#include <xmlsec/crypto.h>

static void fail(const char *what) {
    fprintf(stderr, "xmlsec-verify: %s\n", what);
    exit(1);
}

static char *read_all(const char *path, int *length) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) fail(path);
    fseek(file, 0, SEEK_END);
    *length = (int)ftell(file);
    rewind(file);
    char *octets = malloc((size_t)*length);
    if (octets == NULL || fread(octets, 1, (size_t)*length, file) != (size_t)*length) fail(path);
    fclose(file);
    return octets;
}

static long long cpu_microseconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000LL + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static void decrypt(xmlDocPtr document, xmlSecKeysMngrPtr keys) {
    xmlNodePtr data = xmlSecFindNode(xmlDocGetRootElement(document), xmlSecNodeEncryptedData, xmlSecEncNs);
    xmlSecEncCtxPtr context = xmlSecEncCtxCreate(keys);
    if (data == NULL || context == NULL) fail("nothing to decrypt");
    if (xmlSecEncCtxDecrypt(context, data) < 0 || context->result == NULL) fail("it does not decrypt");
    xmlSecEncCtxDestroy(context);
}

static void verify(const char *octets, int length, xmlSecKeyPtr key, xmlSecKeysMngrPtr keys) {
    static const xmlChar *ids[] = { BAD_CAST "ID", NULL };
    xmlDocPtr document = xmlReadMemory(octets, length, NULL, NULL, XML_PARSE_NONET);
    if (document == NULL) fail("it does not parse");
    if (keys != NULL) decrypt(document, keys);
    xmlSecAddIDs(document, xmlDocGetRootElement(document), ids);
    xmlNodePtr signature = xmlSecFindNode(xmlDocGetRootElement(document), xmlSecNodeSignature, xmlSecDSigNs);
    xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(NULL);
    if (signature == NULL || context == NULL) fail("it has no signature");
    context->signKey = xmlSecKeyDuplicate(key);
    if (xmlSecDSigCtxVerify(context, signature) < 0 || context->status != xmlSecDSigStatusSucceeded) fail("it does not verify");
    xmlSecDSigCtxDestroy(context);
    xmlFreeDoc(document);
}

int main(int count, char **arguments) {
    if (count < 3) fail("usage: xmlsec-verify document.xml idp-public-key.pem [our-private-key.pem]");
    xmlInitParser();
    if (xmlSecInit() < 0 || xmlSecCryptoAppInit(NULL) < 0 || xmlSecCryptoInit() < 0) fail("the library does not start");
    int length;
    char *octets = read_all(arguments[1], &length);
    xmlSecKeyPtr key = xmlSecCryptoAppKeyLoad(arguments[2], xmlSecKeyDataFormatPem, NULL, NULL, NULL);
    if (key == NULL) fail("the public key cannot be read");
    xmlSecKeysMngrPtr keys = NULL;
    if (count > 3) {
        keys = xmlSecKeysMngrCreate();
        xmlSecKeyPtr own = xmlSecCryptoAppKeyLoad(arguments[3], xmlSecKeyDataFormatPem, NULL, NULL, NULL);
        if (own == NULL || xmlSecCryptoAppDefaultKeysMngrInit(keys) < 0 || xmlSecCryptoAppDefaultKeysMngrAdoptKey(keys, own) < 0) fail("the private key cannot be used");
    }

    int iterations;
    while (scanf("%d", &iterations) == 1) {
        long long before = cpu_microseconds();
        for (int i = 0; i < iterations; i++) verify(octets, length, key, keys);
        printf("%lld\n", cpu_microseconds() - before);
        fflush(stdout);
    }

    return 0;
}
