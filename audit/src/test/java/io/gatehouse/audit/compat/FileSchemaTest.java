package io.gatehouse.audit.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each keyword that is judged, and that every other one ends the run. */
class FileSchemaTest {

    private static CompatValue.Dict json(String text) throws CompatFailure {
        return (CompatValue.Dict) CompatJson.read(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | {'a':1} | -",
                "{'title':'t','format':'date','$comment':'c'} | {} | -",
                "{'type':'object'} | {} | -",
                "{'type':'string'} | {} | $",
                "{'required':['a']} | {'a':null} | -",
                "{'required':['a','b']} | {'a':1} | $",
                "{'minProperties':1} | {'a':1} | -",
                "{'minProperties':2} | {'a':1} | $",
                "{'properties':{'a':{'type':'string'}}} | {'a':'x','b':1} | -",
                "{'properties':{'a':{'type':'string'}}} | {'a':1} | $.a",
                "{'properties':{'a':{'type':'number'}}} | {'a':1} | -",
                "{'properties':{'a':{'type':'number'}}} | {'a':1.5} | -",
                "{'properties':{'a':{'type':'number'}}} | {'a':true} | $.a",
                "{'properties':{'a':{'type':'boolean'}}} | {'a':false} | -",
                "{'properties':{'a':{'type':'boolean'}}} | {'a':0} | $.a",
                "{'properties':{'a':{'type':'array'}}} | {'a':[]} | -",
                "{'properties':{'a':{'type':'array'}}} | {'a':{}} | $.a",
                "{'properties':{'a':{'type':'null'}}} | {'a':null} | -",
                "{'properties':{'a':{'type':'null'}}} | {'a':''} | $.a",
                "{'properties':{'a':{'minLength':2}}} | {'a':'xy'} | -",
                "{'properties':{'a':{'minLength':2}}} | {'a':'x'} | $.a",
                "{'properties':{'a':{'minLength':2}}} | {'a':7} | -",
                "{'properties':{'a':{'properties':{'b':{'type':'null'}}}}} | {'a':{'b':1}} | $.a.b",
                "{'additionalProperties':false} | {} | -",
                "{'additionalProperties':false} | {'a':1} | $",
                "{'additionalProperties':true} | {'a':1} | -",
                "{'additionalProperties':false,'properties':{'a':{}}} | {'a':1} | -",
                "{'additionalProperties':{'type':'string'}} | {'a':'x'} | -",
                "{'additionalProperties':{'type':'string'}} | {'a':1} | $.a",
                "{'anyOf':[{'required':['a']},{'required':['b']}]} | {'b':1} | -",
                "{'anyOf':[{'required':['a']},{'required':['b']}]} | {'c':1} | $"
            })
    void shouldJudgeByTheKeyword(String schema, String entry, String place) throws CompatFailure {
        if (place.equals("-")) {
            assertThat(FileSchema.of(json(schema)).violation(json(entry))).isEmpty();
        } else {
            assertThat(FileSchema.of(json(schema)).violation(json(entry))).contains(place);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'enum':[1]}",
                "{'type':'integer'}",
                "{'type':['string']}",
                "{'required':'a'}",
                "{'required':[1]}",
                "{'anyOf':[]}",
                "{'anyOf':[1]}",
                "{'properties':{'a':true}}",
                "{'properties':[]}",
                "{'additionalProperties':1}",
                "{'minLength':-1}",
                "{'minLength':2147483648}",
                "{'minProperties':'1'}",
                "{'pattern':'a+'}",
                "{'properties':{'a':{'enum':[1]}}}",
                "{'additionalProperties':{'enum':[1]}}",
                "{'anyOf':[{},{'enum':[1]}]}"
            })
    void shouldOverlookNoKeyword(String schema) {
        assertThatThrownBy(() -> FileSchema.of(json(schema)))
                .isInstanceOfSatisfying(
                        CompatFailure.class,
                        e -> assertThat(e.reason()).isEqualTo(CompatReason.NOT_REPRODUCED));
    }

    @Test
    void shouldTakeNoSchemaThatIsNestedWithoutEnd() throws CompatFailure {
        assertThat(FileSchema.of(nested(32)).violation(json("{}"))).isEmpty();
        for (String keyword : new String[] {"properties", "additional", "any"}) {
            assertThatThrownBy(() -> FileSchema.of(nested(keyword, 33)))
                    .as(keyword)
                    .isInstanceOf(CompatFailure.class);
        }
    }

    private static CompatValue.Dict nested(int depth) throws CompatFailure {
        return nested("properties", depth);
    }

    private static CompatValue.Dict nested(String keyword, int depth) throws CompatFailure {
        String schema = "{}";
        for (int i = 0; i < depth; i++) {
            schema =
                    switch (keyword) {
                        case "properties" -> "{'properties':{'a':" + schema + "}}";
                        case "additional" -> "{'additionalProperties':" + schema + "}";
                        default -> "{'anyOf':[" + schema + "]}";
                    };
        }
        return json(schema);
    }
}
