package llmchat.standalone.dev;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What other classes can see of a class when they are compiled: everything but bodies and private
 * members. While it stays the same, the others need not be compiled again.
 */
record ClassSurface(List<String> parts) {
  ClassSurface {
    parts = List.copyOf(parts);
  }

  /** Reads a class file. */
  static ClassSurface of(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    List<String> parts = new ArrayList<>();
    addHeader(model, parts);
    for (FieldModel field : model.fields()) {
      addField(field, parts);
    }
    for (MethodModel method : model.methods()) {
      addMethod(method, parts);
    }
    return new ClassSurface(parts);
  }

  private static void addHeader(ClassModel model, List<String> parts) {
    parts.add(model.flags().flags() + " extends " + model.superclass() + model.interfaces());
    model
        .findAttribute(Attributes.signature())
        .ifPresent(signature -> parts.add(signature.signature().stringValue()));
    model
        .findAttribute(Attributes.record())
        .ifPresent(shape -> shape.components().forEach(part -> parts.add("part " + part.name())));
    model
        .findAttribute(Attributes.permittedSubclasses())
        .ifPresent(permitted -> parts.add("permits " + permitted.permittedSubclasses()));
    model
        .findAttribute(Attributes.innerClasses())
        .ifPresent(inner -> inner.classes().forEach(nested -> addNested(model, nested, parts)));
  }

  /** Named classes nested in this one; other entries only say what the class uses. */
  private static void addNested(ClassModel model, InnerClassInfo nested, List<String> parts) {
    if (nested.outerClass().filter(model.thisClass()::equals).isPresent()) {
      parts.add("nested " + nested.flagsMask() + " " + nested.innerClass().asInternalName());
    }
  }

  private static void addField(FieldModel field, List<String> parts) {
    if (isVisible(field.flags().flagsMask())) {
      Optional<?> constant =
          field
              .findAttribute(Attributes.constantValue())
              .map(value -> value.constant().constantValue());
      parts.add(
          member(field.flags().flagsMask(), field.fieldName(), field.fieldType())
              + field.findAttribute(Attributes.signature()).map(s -> s.signature().stringValue())
              + constant);
    }
  }

  private static void addMethod(MethodModel method, List<String> parts) {
    if (isVisible(method.flags().flagsMask())) {
      parts.add(
          member(method.flags().flagsMask(), method.methodName(), method.methodType())
              + method.findAttribute(Attributes.signature()).map(s -> s.signature().stringValue())
              + method.findAttribute(Attributes.exceptions()).map(e -> e.exceptions().toString()));
    }
  }

  private static boolean isVisible(int flags) {
    return (flags & ClassFile.ACC_PRIVATE) == 0;
  }

  private static String member(int flags, Utf8Entry name, Utf8Entry type) {
    return flags + " " + name.stringValue() + " " + type.stringValue();
  }
}
